-- SPDX-License-Identifier: MIT
-- T1J in memory: the lines are imported as they are, then taken apart.
.bail on
CREATE TABLE line (json TEXT);
.mode ascii
.separator "\037" "\n"
.import '@IN@' line
.mode list
.separator "|" "\n"
.once '@OUT@'
SELECT json_object(
    'AccountId', json_extract(json, '$.Id'),
    'Visitors', json_extract(json, '$.Pendo_numberofvisitors_last30d__c'),
    'Minutes', json_extract(json, '$.Pendo_timeonsite_last30d__c'),
    'LastVisit', substr(json_extract(json, '$.Pendo_lastvisit_last30d__c'),
      1, 10),
    'Level', 'ACCOUNTLEVEL',
    'RuleDate', '2026-08-01')
FROM line
WHERE json_extract(json, '$.Is_Gainsight_Customer__c')
  AND json_extract(json, '$.Pendo_numberofvisitors_last30d__c') IS NOT NULL;
