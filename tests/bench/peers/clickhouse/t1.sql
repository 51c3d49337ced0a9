-- SPDX-License-Identifier: MIT
-- T1. Every column is a text, as a quoted field is to ClickHouse; the rows may
-- come in any order.
INSERT INTO FUNCTION file('@OUT@', 'JSONEachRow')
SELECT Id AS AccountId,
  toInt64OrNull(Pendo_numberofvisitors_last30d__c) AS Visitors,
  toDecimal64OrNull(Pendo_timeonsite_last30d__c, 2) AS Minutes,
  nullIf(left(Pendo_lastvisit_last30d__c, 10), '') AS LastVisit,
  'ACCOUNTLEVEL' AS Level,
  '2026-08-01' AS RuleDate
FROM file('@IN@', 'CSVWithNames', 'Id String, Name String, Industry String,
  Type String, AnnualRevenue String, Is_Gainsight_Customer__c String,
  Pendo_numberofvisitors_last30d__c String,
  Pendo_timeonsite_last30d__c String, Pendo_lastvisit_last30d__c String,
  NPS_Score__c String, Renewal_Date__c String, Description String')
WHERE Is_Gainsight_Customer__c = 'true' AND Visitors IS NOT NULL
SETTINGS engine_file_truncate_on_insert = 1;
