# SPDX-License-Identifier: MIT
"""simple-salesforce against the sandbox: python drive.py SAID, where SAID is
the file of what `precept sandbox --tls --json` printed, and
REQUESTS_CA_BUNDLE its certificate. Each check is a promise of the library's
own: what it raises or hands back when the service answers as documented."""

import csv
import datetime
import io
import json
import sys
import tempfile
import traceback
import warnings

import requests
from requests.adapters import HTTPAdapter
from simple_salesforce import (
    Salesforce,
    SalesforceAuthenticationFailed,
    SalesforceExpiredSession,
    SalesforceMalformedRequest,
    SalesforceMoreThanOneRecord,
    SalesforceResourceNotFound,
    format_soql,
)
from simple_salesforce.exceptions import SalesforceOperationError

with open(sys.argv[1], encoding="utf-8") as file:
    said = json.load(file)

VERSION = "62.0"
ROWS = 4500
checks = []


def check(function):
    checks.append(function)
    return function


class ToSandbox(HTTPAdapter):
    """The library builds https://DOMAIN.salesforce.com by itself; what is
    meant for there goes to the sandbox."""

    def send(self, request, **options):
        host, rest = request.url.split("://", 1)[1].split("/", 1)
        assert host.endswith(".salesforce.com"), host
        request.url = said["url"] + "/" + rest
        return super().send(request, **options)


def session():
    one = requests.Session()
    for domain in ("login", "test", "sandbox.my"):
        one.mount(f"https://{domain}.salesforce.com/", ToSandbox())
    return one


def sign_in(**how):
    return Salesforce(session=session(), version=VERSION, **how)


def client():
    return sign_in(
        consumer_key=said["client_id"],
        consumer_secret=said["client_secret"],
        domain="sandbox.my",
    )


def raises(kind, code, work, *words, **named):
    try:
        work(*words, **named)
    except kind as err:
        found = err.code if hasattr(err, "code") else err.content
        assert code in str(found), err
        return err
    raise AssertionError(f"{kind.__name__} {code} was not raised")


def calls_of(sf):
    """A call that only a good session may make."""
    return sf.limits()["DailyApiRequests"]["Max"]


@check
def a_signed_assertion_is_a_way_in():
    for domain in ("login", "test"):
        sf = sign_in(
            username=said["username"],
            consumer_key=said["client_id"],
            privatekey_file=said["key"],
            domain=domain,
        )
        assert sf.auth_type == "jwt-bearer"
        assert calls_of(sf) == 15000


@check
def an_assertion_for_somebody_else_is_none():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        err = raises(
            SalesforceAuthenticationFailed,
            "invalid_grant",
            sign_in,
            username="nobody@sandbox.example",
            consumer_key=said["client_id"],
            privatekey_file=said["key"],
        )
    assert "user hasn't approved this consumer" in str(err)


@check
def client_credentials_are_a_way_in():
    sf = client()
    assert sf.auth_type == "client-credentials"
    assert calls_of(sf) == 15000
    raises(
        SalesforceAuthenticationFailed,
        "invalid_client",
        sign_in,
        consumer_key=said["client_id"],
        consumer_secret="x",
        domain="sandbox.my",
    )


@check
def user_and_password_are_a_way_in():
    sf = sign_in(
        username=said["username"],
        password=said["password"] + said["security_token"],
        consumer_key=said["client_id"],
        consumer_secret=said["client_secret"],
    )
    assert sf.auth_type == "password"
    assert calls_of(sf) == 15000
    raises(
        SalesforceAuthenticationFailed,
        "invalid_grant",
        sign_in,
        username=said["username"],
        password="x",
        consumer_key=said["client_id"],
        consumer_secret=said["client_secret"],
    )


@check
def soap_is_a_way_in():
    sf = sign_in(
        username=said["username"],
        password=said["password"],
        security_token=said["security_token"],
    )
    assert calls_of(sf) == 15000
    err = raises(
        SalesforceAuthenticationFailed,
        "INVALID_LOGIN",
        sign_in,
        username=said["username"],
        password="x",
        security_token="y",
    )
    assert "Invalid username, password, security token" in str(err), err


@check
def a_refresh_token_is_changed_for_an_access_token():
    """The library has no such flow; it takes what another call got."""
    got = requests.post(
        said["url"] + "/services/oauth2/token",
        data={
            "grant_type": "refresh_token",
            "refresh_token": said["refresh_token"],
            "client_id": said["client_id"],
            "client_secret": said["client_secret"],
        },
        timeout=20,
    ).json()
    sf = sign_in(
        session_id=got["access_token"], instance_url=got["instance_url"]
    )
    assert calls_of(sf) == 15000


@check
def a_session_that_has_expired_is_renewed():
    sf = client()
    sf.session_id = "00D!gone"
    sf._generate_headers()
    assert calls_of(sf) == 15000
    assert sf.session_id != "00D!gone"
    raises(
        (SalesforceExpiredSession, RuntimeError),
        "",
        sign_in(session_id="00D!gone", instance_url=said["url"]).limits,
    )


@check
def the_calls_of_the_day_are_counted():
    sf = client()
    calls_of(sf)
    used = sf.api_usage["api-usage"].used
    calls_of(sf)
    assert sf.api_usage["api-usage"].used == used + 1
    assert sf.api_usage["api-usage"].total == 15000


@check
def all_objects_are_described():
    found = client().describe()
    account = next(o for o in found["sobjects"] if o["name"] == "Account")
    assert found["maxBatchSize"] == 200
    assert account["keyPrefix"] == "001"


@check
def an_object_is_described():
    sf = client()
    found = sf.Account.describe()
    fields = {f["name"]: f for f in found["fields"]}
    assert fields["Id"]["type"] == "id"
    assert fields["Code__c"]["externalId"] and fields["Code__c"]["unique"]
    assert [v["value"] for v in fields["Rating"]["picklistValues"]] == [
        "Hot",
        "Warm",
        "Cold",
    ]
    assert sf.Account.metadata()["objectDescribe"]["name"] == "Account"
    raises(SalesforceResourceNotFound, "NOT_FOUND", sf.Acount.describe)


@check
def pages_follow_each_other():
    sf = client()
    page = sf.query("SELECT Id FROM Account")
    assert (page["totalSize"], len(page["records"])) == (ROWS, 2000)
    page = sf.query_more(page["nextRecordsUrl"], identifier_is_url=True)
    assert len(page["records"]) == 2000
    page = sf.query_more(page["nextRecordsUrl"].rsplit("/", 1)[1])
    assert page["done"] and len(page["records"]) == ROWS - 4000
    ids = {r["Id"] for r in sf.query_all("SELECT Id FROM Account")["records"]}
    assert len(ids) == ROWS


@check
def texts_in_queries_are_escaped():
    sf = client()
    name = "O'Neil \\ 100% \"x\"\t_"
    made = sf.Account.create({"Name": name})
    found = sf.query(
        format_soql("SELECT Id FROM Account WHERE Name = {}", name)
    )
    assert [r["Id"] for r in found["records"]] == [made["id"]]
    found = sf.query(
        format_soql(
            "SELECT Id FROM Account WHERE Name LIKE '%{:like}'",
            "100% \"x\"\t_",
        )
    )
    assert found["totalSize"] == 1
    found = sf.query(
        format_soql(
            "SELECT Id FROM Account WHERE Id IN {} AND IsDeleted = {}",
            [made["id"], "001000000000001AAA"],
            False,
        )
    )
    assert found["totalSize"] == 1
    sf.Account.delete(made["id"])


@check
def a_bad_query_is_told_of():
    sf = client()
    for soql, code in (
        ("SELECT Nam FROM Account", "INVALID_FIELD"),
        ("SELECT FROM Account", "MALFORMED_QUERY"),
        ("SELECT Id FROM Acount", "INVALID_TYPE"),
    ):
        err = raises(SalesforceMalformedRequest, "", sf.query, soql)
        assert err.content[0]["errorCode"] == code


@check
def deleted_records_are_seen_by_query_all():
    sf = client()
    made = sf.Account.create({"Name": "soon gone"})
    sf.Account.delete(made["id"])
    soql = format_soql("SELECT Id FROM Account WHERE Id = {}", made["id"])
    assert sf.query(soql)["totalSize"] == 0
    assert sf.query(soql, include_deleted=True)["totalSize"] == 1


@check
def a_record_is_made_read_changed_and_deleted():
    account = client().Account
    made = account.create({"Name": "Süd \u2603", "Score__c": 1.25})
    assert made["success"] and len(made["id"]) == 18
    assert account.update(made["id"], {"Rating": "Hot"}) == 204
    found = account.get(made["id"])
    assert (found["Name"], found["Rating"]) == ("Süd \u2603", "Hot")
    assert found["Score__c"] == 1.25 and found["Code__c"] is None
    assert account.delete(made["id"]) == 204
    err = raises(
        SalesforceResourceNotFound, "", account.delete, made["id"]
    )
    assert err.content[0]["errorCode"] == "ENTITY_IS_DELETED"
    err = raises(SalesforceResourceNotFound, "", account.get, made["id"])
    assert err.content[0]["errorCode"] == "NOT_FOUND"


@check
def what_does_not_fit_is_refused():
    account = client().Account
    for record, code in (
        ({}, "REQUIRED_FIELD_MISSING"),
        ({"Name": "x" * 256}, "STRING_TOO_LONG"),
        ({"Name": "x", "Nam": 1}, "INVALID_FIELD"),
        (
            {"Name": "x", "Rating": "Tepid"},
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
        ),
    ):
        err = raises(SalesforceMalformedRequest, "", account.create, record)
        assert err.content[0]["errorCode"] == code


@check
def upsert_makes_changes_and_finds_several():
    sf = client()
    account = sf.Account
    assert account.upsert("Code__c/py%2F1", {"Name": "new"}) == 201
    assert account.upsert("Code__c/py%2F1", {"Name": "old"}) == 200
    assert account.get_by_custom_id("Code__c", "py/1")["Name"] == "old"
    for name in ("a", "b"):
        account.create({"Name": name, "Group__c": "py twins"})
    err = raises(
        SalesforceMoreThanOneRecord,

        "",
        account.upsert,
        "Group__c/py twins",
        {"Name": "c"},
    )
    assert len(err.content) == 2 and "/sobjects/Account/001" in err.content[0]
    raises(
        SalesforceResourceNotFound,
        "",
        account.upsert,
        "Nope__c/x",
        {"Name": "c"},
    )
    older = Salesforce(
        session_id=sf.session_id, instance_url=said["url"], version="45.0"
    )
    assert older.Account.upsert("Code__c/py%2F1", {"Name": "old"}) == 204


@check
def rows_of_one_call_fail_alone():
    sf = client()
    kind = {"attributes": {"type": "Account"}}
    got = sf.restful(
        "composite/sobjects",
        method="POST",
        json={
            "allOrNone": False,
            "records": [
                {**kind, "Name": "good"},
                kind,
                {**kind, "Name": "bad", "Rating": "Tepid"},
            ],
        },
    )
    assert [r["success"] for r in got] == [True, False, False]
    assert got[1]["errors"][0]["fields"] == ["Name"]
    got = sf.restful(
        "composite/sobjects",
        {"ids": got[0]["id"] + ",001000000000001AAA", "allOrNone": "false"},
        method="DELETE",
    )
    assert [r["success"] for r in got] == [True, False]


@check
def changed_and_deleted_ones_are_listed():
    account = client().Account
    now = datetime.datetime.now(datetime.timezone.utc)
    hour = datetime.timedelta(hours=1)
    one = account.create({"Name": "listed"})["id"]
    two = account.create({"Name": "listed"})["id"]
    account.delete(two)
    assert one in account.updated(now - hour, now + hour)["ids"]
    gone = account.deleted(now - hour, now + hour)["deletedRecords"]
    assert two in [r["id"] for r in gone]


def records_of(kind, job):
    """By a file: as a text the library takes results for Latin-1, since the
    service sends text/csv without a charset (its pull request 688)."""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/results.csv"
        kind(job, file=path)
        with open(path, encoding="utf-8", newline="") as results:
            return {r["Code__c"]: r for r in csv.DictReader(results)}


@check
def rows_of_a_job_fail_alone():
    account = client().bulk2.Account
    (done,) = account.insert(
        records=[
            {"Name": 'Süd, "bulk"', "Code__c": "py-1", "Rating": "Hot"},
            {"Name": "", "Code__c": "py-2", "Rating": "Hot"},
            {"Name": "bad", "Code__c": "py-3", "Rating": "Tepid"},
        ],
        wait=0.1,
    )
    assert done["numberRecordsProcessed"] == 3
    assert done["numberRecordsFailed"] == 2
    good = records_of(account.get_successful_records, done["job_id"])
    bad = records_of(account.get_failed_records, done["job_id"])
    assert good["py-1"]["sf__Created"] == "true"
    assert good["py-1"]["Name"] == 'Süd, "bulk"'
    assert bad["py-2"]["sf__Error"] == (
        "REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --"
    )
    assert bad["py-3"]["sf__Id"] == ""
    assert account.get_unprocessed_records(done["job_id"]).count("\n") <= 1


@check
def a_job_upserts_updates_and_deletes():
    sf = client()
    account = sf.bulk2.Account
    (done,) = account.upsert(
        records=[
            {"Name": "one", "Code__c": "py-1"},
            {"Name": "ten", "Code__c": "py-10"},
        ],
        external_id_field="Code__c",
        line_ending="CRLF",
        column_delimiter="SEMICOLON",
        wait=0.1,
    )
    assert done["numberRecordsFailed"] == 0
    found = sf.query("SELECT Id FROM Account WHERE Code__c LIKE 'py-1%'")
    ids = [{"Id": r["Id"]} for r in found["records"]]
    assert len(ids) == 2
    (done,) = account.update(
        records=[{**i, "Rating": "#N/A"} for i in ids], wait=0.1
    )
    assert done["numberRecordsFailed"] == 0
    (done,) = account.delete(
        records=ids + [{"Id": "001000000000001AAA"}], wait=0.1
    )
    assert done["numberRecordsFailed"] == 1


@check
def many_rows_are_many_jobs():
    account = client().bulk2.Account
    done = account.insert(
        records=[{"Name": f"job {i}"} for i in range(2500)],
        batch_size=1000,
        concurrency=3,
        wait=0.1,
    )
    assert [d["numberRecordsProcessed"] for d in done] == [1000, 1000, 500]


@check
def a_job_of_unknown_columns_fails_as_a_whole():
    account = client().bulk2.Account
    try:
        account.insert(records=[{"Nam": "x"}], wait=0.1)
    except SalesforceOperationError as err:
        assert "InvalidBatch : Field name not found : Nam" in str(err)
    else:
        raise AssertionError("nothing was raised")


@check
def results_of_a_query_come_in_pages():
    pages = list(
        client().bulk2.Account.query(
            "SELECT Id, Name FROM Account WHERE Name LIKE 'Account 0%'",
            max_records=1000,
            wait=0.1,
        )
    )
    rows = [r for p in pages for r in csv.DictReader(io.StringIO(p))]
    assert len(pages) == 5 and all(p.startswith('"Id"') for p in pages)
    assert len({r["Id"] for r in rows}) == ROWS


@check
def a_query_that_a_job_cannot_do_is_refused():
    account = client().bulk2.Account
    raises(
        SalesforceMalformedRequest,
        "",
        lambda: list(account.query("SELECT BillingAddress FROM Account")),
    )


def main():
    failed = 0
    for function in checks:
        try:
            function()
        except Exception:
            failed += 1
            print("not so:", function.__name__.replace("_", " "))
            traceback.print_exc(file=sys.stdout)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
