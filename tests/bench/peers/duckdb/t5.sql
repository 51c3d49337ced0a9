-- SPDX-License-Identifier: MIT
-- T5. Of a page only the columns that are needed, each with its type; the rows
-- may come in any order, so that all threads can write. A page is longer than
-- DuckDB takes a line to be by itself.
SET preserve_insertion_order = false;

COPY (
  SELECT r.Id AS AccountId,
    r.Pendo_numberofvisitors_last30d__c AS Visitors,
    r.Pendo_timeonsite_last30d__c AS Minutes,
    left(r.Pendo_lastvisit_last30d__c, 10) AS LastVisit,
    'ACCOUNTLEVEL' AS Level,
    '2026-08-01' AS RuleDate
  FROM (
    SELECT unnest(records) AS r
    FROM read_json('@IN@', format = 'newline_delimited',
      auto_detect = false, columns = {
        'records': 'STRUCT(Id VARCHAR, Is_Gainsight_Customer__c BOOLEAN,
          Pendo_numberofvisitors_last30d__c BIGINT,
          Pendo_timeonsite_last30d__c DECIMAL(18,2),
          Pendo_lastvisit_last30d__c VARCHAR)[]' }))
  WHERE r.Is_Gainsight_Customer__c
    AND r.Pendo_numberofvisitors_last30d__c IS NOT NULL
) TO '@OUT@' (FORMAT json);
