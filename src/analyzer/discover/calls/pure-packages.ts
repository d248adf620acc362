/** Whether the calls of a package stay in the process, or their work is seen by other means, as that of a bus. */
export function isPurePackage(name: string): boolean {
  return pure.has(name) || pure.has(name.split('/')[0] ?? name);
}

const pure = new Set(
  (
    'ulidx normalize-url re2js ip-address sanitize-filename js-sha256 jsonpath jsonpath-plus owasp-password-strength-test @wesleytodd/openapi @apollo/server @asteasolutions/zod-to-openapi @fastify/cors @fastify/jwt @formatjs/intl @hapi/boom @hapi/hapi ' +
    '@hapi/joi @json2csv/plainjs @koa/cors @koa/router @loopback/core @nestjs/cache-manager @nestjs/common ' +
    '@nestjs/config @nestjs/core @nestjs/cqrs @nestjs/event-emitter @nestjs/graphql @nestjs/jwt ' +
    '@nestjs/mapped-types @nestjs/passport @nestjs/platform-express @nestjs/schedule @nestjs/serve-static ' +
    '@nestjs/swagger @nestjs/terminus @nestjs/throttler @opentelemetry/api @react-email/render ' +
    '@simplewebauthn/server @unleash/openapi accepts ajv apollo-server arg argon2 async async-mutex awilix bcrypt ' +
    'bcryptjs big.js bignumber.js bluebird bn.js body-parser bunyan cache-manager cacheable camelcase ' +
    'card-validator celebrate chalk change-case cheerio class-transformer class-validator clsx color compression ' +
    'consola content-disposition content-type cookie cookie-parser cookie-signature cors countries-list ' +
    'country-list cron-parser crypto-js csv-parse csv-stringify dataloader date-fns dayjs debug decimal.js ' +
    'decimal.js-light deep-equal deep-object-diff deepmerge diff dompurify dotenv effect ejs emittery entities ' +
    'escape-html escape-string-regexp eventemitter2 eventemitter3 events exceljs express express-async-handler ' +
    'express-rate-limit express-session express-validator fast-copy fast-deep-equal fast-json-patch fast-redact ' +
    'fast-safe-stringify fastify finalhandler flat fp-ts fp-ts/Either fp-ts/Option fp-ts/function fs-extra-path ' +
    'geoip-lite glob-parent graphql graphql-tag handlebars hash-sum hasha he helmet hono html-to-text http-errors ' +
    'http-status http-status-codes i18n-iso-countries i18next iban ical-generator iconv-lite immer immutable ' +
    'intl-messageformat inversify io-ts io-ts-types ip ipaddr.js is-ip joi jose js-yaml json-bigint json-schema ' +
    'json-schema-to-ts json2csv jsonwebtoken juice keyv koa koa-bodyparser koa-router kysely libphonenumber-js ' +
    'liquidjs lodash lodash-es lodash.clonedeep lodash.get lodash.groupby lodash.isequal lodash.merge lodash.omit ' +
    'lodash.pick lodash.set log4js loglevel lru-cache luxon markdown-it marked memoizee method-override microdiff ' +
    'micromatch mime mime-types minimatch mitt mjml moize moment moment-timezone morgan ms multer murmurhash ' +
    'murmurhash3js mustache nanoid negotiator neverthrow next node-cache nunjucks object-hash on-finished ' +
    'openapi-types otplib p-limit p-map p-memoize p-queue p-retry papaparse passport passport-google-oauth20 ' +
    'passport-http passport-jwt passport-local path-to-regexp pdf-lib pdfkit picocolors picomatch pino pluralize ' +
    'prom-client pug qrcode qs quick-lru ramda ramda-adjunct range-parser react react-dom reflect-metadata remark ' +
    'remeda rfdc routing-controllers rrule rxjs safe-stable-stringify sanitize-html semver send serve-static ' +
    'showdown sift signale slugify speakeasy statuses stoppable striptags superstruct swagger-ui-express tablemark ' +
    'tiny-invariant tough-cookie ts-essentials ts-pattern tslib tsoa tsyringe turndown type-fest type-graphql ' +
    'type-is typedi ua-parser-js ulid unescape upath user-agent useragent uuid validator winston xlsx xss yaml yup ' +
    'zod '
  )
    .trim()
    .split(' '),
);
