import { transform } from 'esbuild';

/**
 * Vite plugin for tests: compiles Lit's standard decorators and `accessor`, which neither Vite's own transformer nor
 * Node understands yet. Other files are left to Vite.
 */
export function decorators() {
  return {
    name: 'harmony:decorators',
    enforce: 'pre' as const,
    async transform(code: string, id: string) {
      if (!id.endsWith('.ts') || !/^\s*(@\w+\(|accessor\s)/m.test(code)) return null;
      const { code: compiled, map } = await transform(code, {
        loader: 'ts',
        target: 'es2022',
        sourcefile: id,
        sourcemap: true,
        tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, verbatimModuleSyntax: true } },
      });
      return { code: compiled, map };
    },
  };
}
