/* SPDX-License-Identifier: MIT */
#include "bulk.h"

/* The resources of Bulk API 2.0. */

static void
list(struct request *r)
{
	bulk_show_list(r, false);
}

static void
patch(struct request *r)
{
	bulk_job_patch(r, false);
}

static void
delete(struct request *r)
{
	bulk_job_delete(r, false);
}

static void
query_list(struct request *r)
{
	bulk_show_list(r, true);
}

static void
query_patch(struct request *r)
{
	bulk_job_patch(r, true);
}

static void
query_delete(struct request *r)
{
	bulk_job_delete(r, true);
}

const struct route route_bulk[] = {
	{ "GET",	"jobs/ingest",			list },
	{ "POST",	"jobs/ingest",			bulk_ingest_create },
	{ "GET",	"jobs/ingest/*",		bulk_ingest_info },
	{ "PATCH",	"jobs/ingest/*",		patch },
	{ "DELETE",	"jobs/ingest/*",		delete },
	{ "PUT",	"jobs/ingest/*/batches",	bulk_ingest_upload },
	{ "GET",	"jobs/ingest/*/successfulResults",
	    bulk_result_success },
	{ "GET",	"jobs/ingest/*/failedResults",
	    bulk_result_failed },
	{ "GET",	"jobs/ingest/*/unprocessedrecords",
	    bulk_result_rest },
	{ "GET",	"jobs/query",			query_list },
	{ "POST",	"jobs/query",			bulk_query_create },
	{ "GET",	"jobs/query/*",			bulk_query_info },
	{ "PATCH",	"jobs/query/*",			query_patch },
	{ "DELETE",	"jobs/query/*",			query_delete },
	{ "GET",	"jobs/query/*/results",		bulk_page_results },
	{ "GET",	"jobs/query/*/resultPages",	bulk_page_list },
	{ 0 }
};
