/** What many parts of the analysis document are made of. */
import { z } from 'zod';

/** 0..1 where 1 means that every run and every signal agreed. */
export const confidence = z.number().min(0).max(1);
export const path = z.string().min(1);
/** `path:line`, relative to the root. */
export const place = z.string().min(1);
