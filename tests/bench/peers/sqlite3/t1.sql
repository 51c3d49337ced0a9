-- SPDX-License-Identifier: MIT
-- T1 in memory: the file is imported as texts, then queried.
.bail on
.mode ascii
.import --csv '@IN@' account
.mode list
.once '@OUT@'
SELECT json_object(
    'AccountId', Id,
    'Visitors', CAST(Pendo_numberofvisitors_last30d__c AS INTEGER),
    'Minutes', CAST(nullif(Pendo_timeonsite_last30d__c, '') AS REAL),
    'LastVisit', nullif(substr(Pendo_lastvisit_last30d__c, 1, 10), ''),
    'Level', 'ACCOUNTLEVEL',
    'RuleDate', '2026-08-01')
FROM account
WHERE Is_Gainsight_Customer__c = 'true'
  AND Pendo_numberofvisitors_last30d__c <> '';
