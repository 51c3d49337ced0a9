/* SPDX-License-Identifier: MIT */
#include "usage_json.h"
#include "usage_meta.h"

/* One value of one visitor or account: read, written. */

/* metadata/:kind/:group/value/:id/:field */
struct one {
	struct request		*r;
	struct usage_run	*run;
	const char		*kind;
	struct slice		 group, id, name;
	struct usage_meta	 meta;
	bool			 known;
	struct usage_value	 doc;
};

static bool
find(struct one *o)
{
	struct request	*r = o->r;

	o->kind = usage_thing_kind(r, r->part[3]);
	if (o->kind == NULL)
		return false;
	o->group = slice_of(r->part[4]);
	o->id = usage_thing_id(r, r->part[6]);
	o->name = usage_meta_name(o->run, slice_of(r->part[7]));
	if (!usage_thing_get(o->run, o->kind, o->id, &o->doc)) {
		usage_answer_refuse(r, 404, "There is no %s '%.*s'", o->kind,
		    (int)o->id.len, o->id.ptr);
		return false;
	}
	o->known = usage_meta_find(o->run, o->kind, o->group, o->name,
	    &o->meta);
	return true;
}

static void
refuse_field(struct one *o)
{
	usage_answer_refuse(o->r, 404, "There is no field '%.*s' in the "
	    "group '%.*s'", (int)o->name.len, o->name.ptr, (int)o->group.len,
	    o->group.ptr);
}

static void
show_value(struct request *r)
{
	struct one			 o = { .r = r };
	const struct usage_value	*v;

	o.run = usage_run_new(r->sandbox->usage);
	if (find(&o)) {
		v = usage_thing_at(o.run, &o.doc, o.group, o.name);
		if (v == NULL && !o.known)
			refuse_field(&o);
		else
			usage_json_put(&r->out, v == NULL ? USAGE_NONE : *v);
	}
	usage_run_free(o.run);
}

/* An unknown name of the group custom becomes a field without a type. */
static bool
make_field(struct one *o)
{
	if (o->known)
		return true;
	if (!slice_is(o->group, "custom")) {
		refuse_field(o);
		return false;
	}
	o->meta = (struct usage_meta){ o->group, o->name, SLICE(""),
	    slice_of(o->r->part[7]), false };
	usage_data_set_field(o->run->usage, o->kind, &o->meta);
	return true;
}

static void
write_value(struct one *o)
{
	struct usage_value	 v;
	const char		*why;

	if (!usage_meta_writable(o->r, o->r->part[4]) ||
	    !usage_answer_body(o->r, o->run, &v) || !find(o))
		return;
	if (v.kind == USAGE_OBJECT || v.kind == USAGE_LIST) {
		usage_answer_refuse(o->r, 400, "The body is not one value");
		return;
	}
	if (!make_field(o))
		return;
	if (!usage_meta_value(o->run, &o->meta, &v, &why)) {
		usage_answer_refuse(o->r, 400, "%s", why);
		return;
	}
	usage_meta_set(o->run, &o->doc, &o->meta, v);
	usage_meta_touch(o->run, &o->doc);
	usage_thing_put(o->run, o->kind, o->id, &o->doc);
	usage_json_put(&o->r->out, v);
}

static void
put_value(struct request *r)
{
	struct one	o = { .r = r };

	o.run = usage_run_new(r->sandbox->usage);
	write_value(&o);
	usage_run_free(o.run);
}

const struct usage_route usage_meta_one_routes[] = {
	{ "GET", "metadata/" "*" "/" "*" "/value/" "*" "/" "*", false,
	    show_value },
	{ "PUT", "metadata/" "*" "/" "*" "/value/" "*" "/" "*", true,
	    put_value },
	{ 0 }
};
