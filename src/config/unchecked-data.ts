/** Reading data that may still be invalid: whatever is not of the wanted shape reads as empty. */
import type { z } from 'zod';

export type Data = Readonly<Record<string, unknown>>;

export function record(value: unknown): Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Data) : {};
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as its schema reads it, or undefined. */
export function valid<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> | undefined {
  return schema.safeParse(value).data;
}
