-- SPDX-License-Identifier: MIT
-- T5. Of a page only the columns that are needed, each with its type; the rows
-- may come in any order.
INSERT INTO FUNCTION file('@OUT@', 'JSONEachRow')
SELECT r.Id AS AccountId,
  r.Pendo_numberofvisitors_last30d__c AS Visitors,
  r.Pendo_timeonsite_last30d__c AS Minutes,
  left(r.Pendo_lastvisit_last30d__c, 10) AS LastVisit,
  'ACCOUNTLEVEL' AS Level,
  '2026-08-01' AS RuleDate
FROM (
  SELECT arrayJoin(records) AS r
  FROM file('@IN@', 'JSONEachRow', 'records Array(Tuple(
    Id String, Is_Gainsight_Customer__c Bool,
    Pendo_numberofvisitors_last30d__c Nullable(Int64),
    Pendo_timeonsite_last30d__c Nullable(Decimal(18, 2)),
    Pendo_lastvisit_last30d__c Nullable(String)))'))
WHERE r.Is_Gainsight_Customer__c
  AND r.Pendo_numberofvisitors_last30d__c IS NOT NULL
SETTINGS engine_file_truncate_on_insert = 1,
  input_format_skip_unknown_fields = 1,
  input_format_json_ignore_unknown_keys_in_named_tuple = 1;
