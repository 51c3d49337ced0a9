-- SPDX-License-Identifier: MIT
-- T1J. Every column has its type, so that nothing is guessed; the rows may come
-- in any order.
INSERT INTO FUNCTION file('@OUT@', 'JSONEachRow')
SELECT Id AS AccountId,
  Pendo_numberofvisitors_last30d__c AS Visitors,
  Pendo_timeonsite_last30d__c AS Minutes,
  left(Pendo_lastvisit_last30d__c, 10) AS LastVisit,
  'ACCOUNTLEVEL' AS Level,
  '2026-08-01' AS RuleDate
FROM file('@IN@', 'JSONEachRow', 'Id String, Is_Gainsight_Customer__c Bool,
    Pendo_numberofvisitors_last30d__c Nullable(Int64),
    Pendo_timeonsite_last30d__c Nullable(Decimal(18, 2)),
    Pendo_lastvisit_last30d__c Nullable(String)')
WHERE Is_Gainsight_Customer__c
  AND Pendo_numberofvisitors_last30d__c IS NOT NULL
SETTINGS engine_file_truncate_on_insert = 1,
  input_format_skip_unknown_fields = 1;
