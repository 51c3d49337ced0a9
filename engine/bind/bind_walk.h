/* SPDX-License-Identifier: MIT */
/*
 * bind_walk.h - on the way through what a rule file declared.
 *
 * Raw reads only, so that nothing of the rule file runs any more; depth,
 * number and size have ceilings. Values are at the top of Lua's stack.
 */
#ifndef PRECEPT_BIND_WALK_H
#define PRECEPT_BIND_WALK_H

#include "bind_parts.h"

#define DEPTH_MAX 32
#define NODES_MAX 100000
#define BYTES_MAX ((size_t)8 << 20)

struct walk {
	lua_State	*L;
	struct bind	*b;
	struct decl_top	**end;
	const void	*path[DEPTH_MAX];
	int		 depth;
	size_t		 nodes, bytes;
	bool		 full;		/* too much: said once */
};

/* A finding of one sentence. */
void		 bind_walk_find(struct walk *, const char *code, struct place,
		    const char *text);
/* Too much: nothing more is read. */
void		 bind_walk_stop(struct walk *, struct place);
bool		 bind_walk_bytes(struct walk *, size_t len, struct place);
/* Why a text cannot be used, or NULL. */
const char	*bind_walk_unusable(struct slice);
/* The place, exact only if the file has these very bytes there. */
struct place	 bind_walk_exact(const struct walk *, struct place,
		    uint32_t token, struct slice text);

void		 bind_walk_text(struct walk *, struct decl *, uint32_t token);
void		 bind_walk_number(struct walk *, struct decl *);
RAISES void	 bind_walk_function(struct walk *, struct decl *);

#endif
