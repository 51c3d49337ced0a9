/* SPDX-License-Identifier: MIT */
/*
 * bind_parts.h - what the files of this floor do for each other. RAISES says
 * that a function can leave by a Lua error: call it only from inside a
 * protected call, and hold nothing then.
 */
#ifndef PRECEPT_BIND_PARTS_H
#define PRECEPT_BIND_PARTS_H

#include "bind_private.h"

/* bind_state.c: the Lua state and what is in it. */
bool		 bind_state_open(struct bind *, struct err *);
void		 bind_state_close(struct bind *);

/* bind_open.c: one file, into b->diags and b->arena; the lock is held. */
void		 bind_read(struct bind *, const char *file, struct slice text,
		    struct decl_top **);
/* bind_self.c: does the seal hold? Asked once. */
bool		 bind_self_test(struct err *);
/* bind_func.c: the files of func { } are kept, and run again if need be. */
void		 bind_func_keep(struct bind *, const char *file, struct slice,
		    int first);
bool		 bind_func_find(struct bind *, int func, const char **file,
		    struct err *);

/* bind_lib.c: the names of Lua that are safe, into the table on top. */
RAISES void	 bind_lib_open(lua_State *);
RAISES void	 bind_lib_text(lua_State *);	/* string, utf8 */
RAISES void	 bind_lib_table(lua_State *);	/* table, pairs, next */
/* The table on top becomes one that can only be read. */
RAISES void	 bind_lib_freeze(lua_State *, const char *name);
/* Calls upvalue 1 with the arguments that this function was called with. */
RAISES int	 bind_lib_pass(lua_State *);
/* Is the key at this index one that rule files never see? */
bool		 bind_lib_hidden(lua_State *, int index);

/* bind_word.c: names that are no word, and values that stand for them. */
RAISES void	 bind_word_open(lua_State *);
RAISES int	 bind_word_unknown(lua_State *);
RAISES int	 bind_word_assigned(lua_State *);
RAISES void	 bind_word_push_lost(lua_State *, const char *name);
RAISES void	 bind_word_push_null(lua_State *);
const char	*bind_word_lost(lua_State *, int index);	/* or NULL */
bool		 bind_word_is_null(lua_State *, int index);

/* bind_std.c: what the words of stdlib are made with, as one table. */
RAISES void	 bind_std_open(lua_State *);

/* bind_find.c: findings. False when a file has enough of them. */
bool		 bind_find_room(struct bind *);
/* Was a bare name found on this line? What it led to is not said too. */
bool		 bind_find_bare(const struct bind *, int line);
struct place	 bind_find_line(const struct bind *, int line);
/* A name on a line that is neither a field nor a key, or NO_TOKEN. */
uint32_t	 bind_find_token(const struct bind *, int line, struct slice);
/* Its place, or the line's. */
struct place	 bind_find_word(const struct bind *, int line, struct slice);
/* The file's bytes at a place. */
struct slice	 bind_find_source(const struct bind *, struct place);
/* `key = "text",` of the entry around a token that needs quotes. */
bool		 bind_find_quoted(const struct bind *, uint32_t token,
		    struct text *out);
/* Printable, cut; in the arena. */
const char	*bind_find_clean(struct arena *, struct slice);

/* bind_lint.c, bind_fault.c: what Lua may not, or cannot, read. */
bool		 bind_lint(struct bind *, struct slice);
bool		 bind_lint_tokens(struct bind *);
void		 bind_fault_syntax(struct bind *, const char *message);
void		 bind_fault_raised(struct bind *, int status);
/* Takes "rule:7: " off a message; the line, 0: there is none. */
int		 bind_fault_line(struct slice *);
/* What the seal says: "it ran longer than 1 s". */
const char	*bind_fault_why(const struct bind *,
		    const struct bind_limits *, struct arena *);
/* A message handler that remembers the line. */
int		 bind_fault_note(lua_State *);

/* bind_at.c: where tables and their entries stand. False: nowhere. */
struct entry_at {
	struct place	key, value;
	uint32_t	key_token, value_token;
};
RAISES bool	 bind_at_table(lua_State *, int table, struct place *);
RAISES bool	 bind_at_entry(lua_State *, int table, int key,
		    struct entry_at *);
RAISES bool	 bind_at_name(lua_State *, int table, struct place *word,
		    struct place *name);
/* Pushes a hidden field of the table at the index; gives its type. */
RAISES int	 bind_at_hidden(lua_State *, int table, const char key[2]);

/* bind_decl.c: what was declared, out of Lua, into a struct decl_top **. */
RAISES int	 bind_decl_walk(lua_State *);

#endif
