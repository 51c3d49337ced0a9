/* SPDX-License-Identifier: MIT */
/* func_number.h - the functions over numbers, for their family's table. */
#ifndef FUNC_NUMBER_H
#define FUNC_NUMBER_H

#include "func_kernel.h"

func_kernel	func_number_abs, func_number_sign, func_number_mod;
func_kernel	func_number_ceil, func_number_floor, func_number_round,
		func_number_trunc;
func_kernel	func_number_sqrt, func_number_exp, func_number_ln,
		func_number_log, func_number_power;
func_kernel	func_number_least, func_number_greatest;

func_rule	func_number_type_same, func_number_type_mod,
		func_number_type_round, func_number_type_whole,
		func_number_type_most;

#endif
