/* SPDX-License-Identifier: MIT */
#include "many.h"

/* Records with their children, all of them or none. */

#define LEVELS 5
#define TYPES 5

struct node {
	struct row_record	*record;
	const struct org_object	*object;
	const struct org_field	*link;		/* to its parent, or NULL */
	size_t			 parent;
	int			 level;
	struct org_outcome	 out;
};

struct tree {
	struct request	*r;
	struct node	*nodes;
	size_t		 count;
};

static bool
refuse(struct tree *t, const char *why, const char *what)
{
	request_error(t->r, 400, "INVALID_INPUT", NULL, "%s%s", why, what);
	return false;
}

static bool
refuse_type(struct tree *t, const char *type)
{
	request_error(t->r, 400, "INVALID_TYPE", NULL,
	    "sObject type '%s' is not supported.", type == NULL ? "" : type);
	return false;
}

static bool
add(struct tree *t, struct row_record *record, struct node node)
{
	if (t->count == MANY_ROWS)
		return many_too_many(t->r);
	node.record = record;
	if (record->type != NULL)
		node.object = org_object(t->r->sandbox->org,
		    slice_of(record->type));
	if (node.object == NULL)
		return refuse_type(t, record->type);
	if (record->reference == NULL)
		return refuse(t, "A record has no referenceId: its type is ",
		    node.object->name);
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->nodes[i].record->reference,
		    record->reference) == 0)
			return refuse(t, "Duplicate ReferenceId provided in "
			    "the request: ", record->reference);
	t->nodes[t->count++] = node;
	return true;
}

static bool
add_children(struct tree *t, size_t parent)
{
	const struct node	 above = t->nodes[parent];
	struct node		 node = { .parent = parent,
				    .level = above.level + 1 };
	const struct org_object	*whose;

	for (struct row_children *c = above.record->children; c != NULL;
	    c = c->next) {
		node.link = org_child(t->r->sandbox->org, above.object,
		    c->name, &whose);
		if (node.link == NULL)
			return refuse(t, "A list of children is under no "
			    "relation of sobject type ", above.object->name);
		if (node.level > LEVELS)
			return refuse(t, "The tree has more than 5 levels",
			    "");
		for (size_t i = 0; i < c->list.count; i++)
			if (!add(t, &c->list.items[i], node))
				return false;
	}
	return true;
}

static bool
check_types(struct tree *t)
{
	size_t	types = 0;

	for (size_t i = 0; i < t->count; i++) {
		size_t	k = 0;

		while (t->nodes[k].object != t->nodes[i].object)
			k++;
		types += k == i;
	}
	return types <= TYPES || refuse(t,
	    "The tree has more than 5 types of records", "");
}

/* Level by level: parents stand before their children. */
static bool
collect(struct tree *t, struct row_list *list)
{
	struct node	top = { .level = 1 };

	for (size_t i = 0; i < list->count; i++)
		if (!add(t, &list->items[i], top))
			return false;
	for (size_t i = 0; i < t->count; i++)
		if (!add_children(t, i))
			return false;
	return check_types(t);
}

/* With one value more: the parent's id. */
static bool
insert(struct tree *t, size_t i)
{
	struct node		*n = &t->nodes[i];
	size_t			 count = n->record->count;
	struct org_value	*values = arena_array(t->r->arena, count + 1,
				    sizeof *values);
	struct org_write	 w = { .object = n->object,
				    .user = t->r->user, .values = values,
				    .count = count, .row = (int64_t)i + 1 };

	if (count > 0)
		memcpy(values, n->record->values, count * sizeof *values);
	if (n->link != NULL) {
		if (*t->nodes[n->parent].out.id == '\0')
			return true;
		values[w.count++] = (struct org_value){ .shape = ORG_TEXT,
		    .name = slice_of(n->link->name),
		    .text = slice_of(t->nodes[n->parent].out.id) };
	}
	return org_insert(t->r->sandbox->org, &w, t->r->arena, &n->out);
}

static void
put_node(struct text *out, const struct node *n)
{
	text_string(out, "{\"referenceId\":");
	json_put_string(out, slice_of(n->record->reference));
	if (n->out.error_count == 0) {
		text_printf(out, ",\"id\":\"%s\"}", n->out.id);
		return;
	}
	text_string(out, ",\"errors\":[");
	row_put_errors(out, &n->out, "statusCode");
	text_string(out, "]}");
}

static void
answer(struct tree *t, bool good)
{
	bool	more = false;

	t->r->status = good ? 201 : 400;
	text_printf(&t->r->out, "{\"hasErrors\":%s,\"results\":[",
	    good ? "false" : "true");
	for (size_t i = 0; i < t->count; i++) {
		if (!good && t->nodes[i].out.error_count == 0)
			continue;
		if (more)
			text_char(&t->r->out, ',');
		put_node(&t->r->out, &t->nodes[i]);
		more = true;
	}
	text_string(&t->r->out, "]}");
}

void
many_tree(struct request *r)
{
	struct tree	t = { .r = r, .nodes = arena_array(r->arena,
			    MANY_ROWS, sizeof(struct node)) };
	struct row_list	list;
	bool		all, good = true;

	if (row_object(r, r->part[2]) == NULL ||
	    !many_body(r, &all, &list) || !collect(&t, &list))
		return;
	org_begin(r->sandbox->org);
	for (size_t i = 0; i < t.count; i++)
		good = insert(&t, i) && good;
	if (good)
		org_keep(r->sandbox->org);
	else
		org_drop(r->sandbox->org);
	answer(&t, good);
}
