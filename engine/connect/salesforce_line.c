/* SPDX-License-Identifier: MIT */
#include "precept/file.h"
#include "salesforce_session.h"

/* Connections to the org, kept between calls: whoever calls has some alone. */

struct http *
salesforce_line_http(const struct salesforce *sf, int connections,
    struct err *err)
{
	struct arena		*arena = arena_new();
	struct http_options	 o = { .connections = connections };
	struct http		*http;

	if (sf->connection->ca_file != NULL)
		o.ca_file = file_join(arena, sf->dir,
		    sf->connection->ca_file);
	http = http_open(&o, err);
	if (http == NULL)
		err_in(err, "connection '%s'", sf->connection->name);
	arena_free(arena);
	return http;
}

struct salesforce_line *
salesforce_line_take(struct salesforce *sf, struct err *err)
{
	struct salesforce_line	*line;
	struct http		*http;

	pthread_mutex_lock(&sf->lock);
	line = sf->lines;
	if (line != NULL)
		sf->lines = line->next;
	pthread_mutex_unlock(&sf->lock);
	if (line != NULL)
		return line;
	http = salesforce_line_http(sf, sf->connection->connections, err);
	if (http == NULL)
		return NULL;
	line = mem_alloc(sizeof *line);
	line->http = http;
	return line;
}

void
salesforce_line_give(struct salesforce *sf, struct salesforce_line *line)
{
	pthread_mutex_lock(&sf->lock);
	line->next = sf->lines;
	sf->lines = line;
	pthread_mutex_unlock(&sf->lock);
}

/* No connection serves two sessions. */
void
salesforce_line_fresh(struct salesforce_line *line,
    const struct salesforce *sf)
{
	if (line->session != sf->session)
		http_forget(line->http);
	line->session = sf->session;
}

void
salesforce_line_close(struct salesforce_line *line)
{
	struct salesforce_line	*next;

	for (; line != NULL; line = next) {
		next = line->next;
		http_close(line->http);
		mem_free(line);
	}
}
