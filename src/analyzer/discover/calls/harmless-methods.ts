/**
 * Whether calling a method by this name does nothing outside of the process, whatever it is called on: methods of strings, lists,
 * dates, numbers, maps, promises, logs and clauses of queries; questions (`isPaid`, `hasStock`) and conversions (`toCents`).
 */
export function isHarmlessMethod(name: string): boolean {
  return onData.has(name) || onContainers.has(name) || question.test(name);
}

/** The same for something that a package gave, where `get` and `set` may well reach another system. */
export function isHarmlessOnResult(name: string): boolean {
  return onData.has(name) || question.test(name);
}

const question =
  /^(?:is|has|can|should|to|as|format|parse|serialize|stringify|compare|calculate|compute)(?:[A-Z]\w*)$/;

const onContainers = new Set('get set has add next exec test on once off'.split(' '));

const onData = new Set(
  (
    'at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes ' +
    'indexOf join keys lastIndexOf map pop push reduce reduceRight reverse shift slice some sort splice toReversed toSorted ' +
    'unshift values charAt charCodeAt codePointAt endsWith localeCompare match matchAll normalize padEnd padStart repeat ' +
    'replace replaceAll search split startsWith substring substr toLowerCase toUpperCase trim trimEnd trimStart toString ' +
    'toFixed toPrecision valueOf toISOString toJSON getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds ' +
    'setDate setHours setMonth setMinutes toLocaleString toLocaleDateString then catch finally bind call apply ' +
    'hasOwnProperty digest hexSlice equals safeParse parse size pipe ' +
    // Numbers of packages.
    'plus minus mul times div mod abs round gt gte lt lte eq pow sqrt neg cmp sub ' +
    // Logs.
    'debug info warn error log trace verbose fatal child ' +
    // Clauses of a query, which runs elsewhere.
    'select from where whereIn whereNot whereNotIn whereNull whereNotNull orWhere andWhere orderBy groupBy having limit offset ' +
    'leftJoin innerJoin rightJoin joinRaw whereRaw orWhereRaw as distinct ' +
    'andOn andOnVal andOnNull andOnNotNull andOnIn orOn onVal onIn onNull onNotNull'
  ).split(' '),
);
