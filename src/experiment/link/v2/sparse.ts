import { ENTRIES, type Shape } from './literals';

/** Documents without what version 2 means by saying nothing, and back (literals.ts). Part of link version 2, frozen. */

type Fields = Readonly<Record<string, unknown>>;

/** The value without what its shape says; undefined where nothing is left. */
export function sparse(value: unknown, shape: Shape): unknown {
  if ('is' in shape) return JSON.stringify(value) === JSON.stringify(shape.is) ? undefined : value;
  if ('each' in shape) return Array.isArray(value) ? value.map((item) => sparse(item, shape.each) ?? {}) : value;
  if (!isObject(value)) return value;
  const known = fieldsOf(value, shape);
  const left = Object.entries(value).flatMap(([key, part]) => {
    const rest = Object.hasOwn(known, key) ? sparse(part, known[key] as Shape) : part;
    return rest === undefined ? [] : [[key, rest] as const];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** The value with all that its shape says. What cannot be of that shape stays as it is, for the parser to refuse. */
export function whole(value: unknown, shape: Shape): unknown {
  if ('is' in shape) return value === undefined ? shape.is : value;
  if ('each' in shape) return Array.isArray(value) ? value.map((item) => whole(item, shape.each)) : value;
  const object = value === undefined ? {} : value;
  if (!isObject(object)) return value;
  const completed = Object.entries(fieldsOf(object, shape)).flatMap(([key, part]) => {
    const all = whole(Object.hasOwn(object, key) ? object[key] : undefined, part);
    return all === undefined ? [] : [[key, all] as const];
  });
  return { ...object, ...Object.fromEntries(completed) };
}

function fieldsOf(object: Fields, shape: Extract<Shape, { fields: unknown }>): Readonly<Record<string, Shape>> {
  if (!('entry' in shape)) return shape.fields;
  const id = Object.hasOwn(object, 'id') ? object.id : shape.id;
  const entries = ENTRIES[shape.entry];
  const settings = typeof id === 'string' && Object.hasOwn(entries, id) ? (entries[id] as Fields) : {};
  const params = Object.fromEntries(Object.entries(settings).map(([key, literal]) => [key, { is: literal }]));
  return { id: { is: shape.id }, params: { fields: params }, ...shape.fields };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
