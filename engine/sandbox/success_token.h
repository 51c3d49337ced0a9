/* SPDX-License-Identifier: MIT */
/* success_token.h - who asks: an access key, or a token of OAuth. */
#ifndef SUCCESS_TOKEN_H
#define SUCCESS_TOKEN_H

#include "success.h"

/* false: 401 GS_APIG_2401 is answered. */
bool	success_token_check(struct request *);
/* POST /v1/users/m2m/oauth/token; its answer has no envelope. */
void	success_token_give(struct request *);
void	success_token_clear(struct success *);

#endif
