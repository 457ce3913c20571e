import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastifyPlugin from 'fastify-plugin';
import { docsPolicy } from './headers.ts';

/** `/docs/json` (OpenAPI 3.1, made from the routes' schemas) and `/docs/`, where people read it. */
export const openApi = fastifyPlugin<{ version: string }>(
  async (app, { version }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'HARMONY.Live',
          version,
          description:
            'Every operation says who may call it as `x-roles`. Errors are `application/problem+json` (RFC 9457); ' +
            '401, 403 and 404 come before 400.',
        },
        servers: [{ url: '/' }],
        components: {
          securitySchemes: {
            visitor: { type: 'http', scheme: 'bearer', description: 'the token of POST /v1/visits' },
            member: {
              type: 'apiKey',
              in: 'cookie',
              name: 'harmony_session',
              description: 'the cookie of POST /v1/login',
            },
          },
        },
      },
    });
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: docsPolicy,
      uiConfig: { layout: 'BaseLayout', showExtensions: true },
    });
  },
  { name: 'openapi' },
);
