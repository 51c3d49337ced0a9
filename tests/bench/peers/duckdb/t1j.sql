-- SPDX-License-Identifier: MIT
-- T1J. Every column has its type, so that nothing is guessed; the rows may come
-- in any order, so that all threads can write.
SET preserve_insertion_order = false;

COPY (
  SELECT Id AS AccountId,
    Pendo_numberofvisitors_last30d__c AS Visitors,
    Pendo_timeonsite_last30d__c AS Minutes,
    left(Pendo_lastvisit_last30d__c, 10) AS LastVisit,
    'ACCOUNTLEVEL' AS Level,
    '2026-08-01' AS RuleDate
  FROM read_json('@IN@', format = 'newline_delimited',
    auto_detect = false, columns = {
      'Id': 'VARCHAR', 'Is_Gainsight_Customer__c': 'BOOLEAN',
      'Pendo_numberofvisitors_last30d__c': 'BIGINT',
      'Pendo_timeonsite_last30d__c': 'DECIMAL(18,2)',
      'Pendo_lastvisit_last30d__c': 'VARCHAR' })
  WHERE Is_Gainsight_Customer__c
    AND Pendo_numberofvisitors_last30d__c IS NOT NULL
) TO '@OUT@' (FORMAT json);
