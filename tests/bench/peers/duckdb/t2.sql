-- SPDX-License-Identifier: MIT
-- T2. Every column has its type, so that nothing is guessed; the rows may come
-- in any order, so that all threads can write.
SET preserve_insertion_order = false;

COPY (
  SELECT Id AS AccountId,
    Pendo_numberofvisitors_last30d__c AS Visitors,
    Pendo_timeonsite_last30d__c AS Minutes,
    left(Pendo_lastvisit_last30d__c, 10) AS LastVisit,
    'ACCOUNTLEVEL' AS Level,
    '2026-08-01' AS RuleDate,
    round(Pendo_timeonsite_last30d__c
      / nullif(Pendo_numberofvisitors_last30d__c, 0), 2)
      AS MinutesPerVisitor,
    CASE WHEN Pendo_numberofvisitors_last30d__c >= 500 THEN 'GREEN'
      WHEN Pendo_numberofvisitors_last30d__c >= 100 THEN 'YELLOW'
      WHEN Pendo_numberofvisitors_last30d__c >= 10 THEN 'ORANGE'
      ELSE 'RED' END AS Health,
    upper(Industry) AS Industry,
    nullif(regexp_extract(Description, 'https?://([a-z0-9.-]+)', 1), '')
      AS Domain
  FROM read_csv('@IN@', header = true, delim = ',', quote = '"',
    escape = '"', auto_detect = false, columns = {
      'Id': 'VARCHAR', 'Name': 'VARCHAR', 'Industry': 'VARCHAR',
      'Type': 'VARCHAR', 'AnnualRevenue': 'VARCHAR',
      'Is_Gainsight_Customer__c': 'BOOLEAN',
      'Pendo_numberofvisitors_last30d__c': 'BIGINT',
      'Pendo_timeonsite_last30d__c': 'DECIMAL(18,2)',
      'Pendo_lastvisit_last30d__c': 'VARCHAR', 'NPS_Score__c': 'VARCHAR',
      'Renewal_Date__c': 'VARCHAR', 'Description': 'VARCHAR' })
  WHERE Is_Gainsight_Customer__c
    AND Pendo_numberofvisitors_last30d__c IS NOT NULL
) TO '@OUT@' (FORMAT json);
