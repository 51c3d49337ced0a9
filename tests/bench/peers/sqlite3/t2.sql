-- SPDX-License-Identifier: MIT
-- T2 in memory. There is no regex_extract here: the domain is what follows
-- the first '://' and is made of its letters; in this data http or https
-- stands before every '://'.
.bail on
.mode ascii
.import --csv '@IN@' account
.mode list
.once '@OUT@'
WITH typed AS (
  SELECT Id,
    CAST(Pendo_numberofvisitors_last30d__c AS INTEGER) AS visitors,
    CAST(nullif(Pendo_timeonsite_last30d__c, '') AS REAL) AS minutes,
    nullif(substr(Pendo_lastvisit_last30d__c, 1, 10), '') AS last_visit,
    nullif(upper(Industry), '') AS industry,
    CASE WHEN instr(Description, '://') > 0
      THEN substr(Description, instr(Description, '://') + 3) END AS url
  FROM account
  WHERE Is_Gainsight_Customer__c = 'true'
    AND Pendo_numberofvisitors_last30d__c <> '')
SELECT json_object(
    'AccountId', Id,
    'Visitors', visitors,
    'Minutes', minutes,
    'LastVisit', last_visit,
    'Level', 'ACCOUNTLEVEL',
    'RuleDate', '2026-08-01',
    'MinutesPerVisitor', round(minutes / nullif(visitors, 0), 2),
    'Health', CASE WHEN visitors >= 500 THEN 'GREEN'
      WHEN visitors >= 100 THEN 'YELLOW'
      WHEN visitors >= 10 THEN 'ORANGE' ELSE 'RED' END,
    'Industry', industry,
    'Domain', substr(url, 1, length(url)
      - length(ltrim(url, 'abcdefghijklmnopqrstuvwxyz0123456789.-'))))
FROM typed;
