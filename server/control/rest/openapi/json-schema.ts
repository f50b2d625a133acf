// The schemas that the code parses with and answers by, as JSON Schema. What has a name stands once, under the components.

import { z } from 'zod'

export type Json = Record<string, unknown>
/** `input`: as it is sent to us. `output`: as we answer it. */
type Direction = 'input' | 'output'
type Named = Readonly<Record<string, z.ZodType>>

export type SchemaBook = {
  bodyOf(schema: z.ZodType): Json
  answerOf(schema: z.ZodType): Json
  components(): Json
}

export function createSchemaBook({ bodies, answers }: { bodies: Named; answers: Named }): SchemaBook {
  const names = {
    input: new Map(Object.entries(bodies).map(([name, schema]) => [schema, name])),
    output: new Map(Object.entries(answers).map(([name, schema]) => [schema, name])),
  }
  const show = (schema: z.ZodType, io: Direction) => {
    const name = names[io].get(schema)
    return name === undefined ? jsonSchemaOf(schema, io, names[io]) : { $ref: refTo(name) }
  }
  return {
    bodyOf: (schema) => show(schema, 'input'),
    answerOf: (schema) => show(schema, 'output'),
    components: () =>
      Object.fromEntries([
        ...Object.entries(bodies).map(([name, schema]) => [name, jsonSchemaOf(schema, 'input', names.input)]),
        ...Object.entries(answers).map(([name, schema]) => [name, jsonSchemaOf(schema, 'output', names.output)]),
      ]),
  }
}

export const refTo = (name: string): string => `#/components/schemas/${name}`

function jsonSchemaOf(root: z.ZodType, io: Direction, names: ReadonlyMap<z.ZodType, string>): Json {
  const { $schema: _, ...json } = z.toJSONSchema(root, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const schema = zodSchema as unknown as z.ZodType
      const name = schema === root ? undefined : names.get(schema)
      if (name !== undefined) replace(jsonSchema, { $ref: refTo(name) })
      else {
        if (io === 'output') asAnswered(schema, jsonSchema, names)
        withoutNoise(jsonSchema)
      }
    },
  }) as Json
  return json
}

function asAnswered(schema: z.ZodType, json: Json, names: ReadonlyMap<z.ZodType, string>): void {
  // Answers may carry more than is promised, and lists of ours are nobody's to write to.
  if (json.additionalProperties === false) delete json.additionalProperties
  delete json.readOnly
  // Instants are numbers inside, and text once they go out.
  if (json.format === 'date-time') json.type = 'string'
  // What a transform makes of a text is a text of the same form.
  const { def } = schema._zod as unknown as { def: { type: string; in?: z.ZodType; out?: z.ZodType } }
  if (def.type === 'pipe' && def.in && def.out?._zod.def.type === 'transform') replace(json, jsonSchemaOf(def.in, 'output', names))
}

/** Of any whole number, and of any moment: what the type and the format say already. */
function withoutNoise(json: Json): void {
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.format === 'date-time' || json.format === 'date') delete json.pattern
}

function replace(json: Json, by: Json): void {
  for (const key of Object.keys(json)) delete json[key]
  Object.assign(json, by)
}
