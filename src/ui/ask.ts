/** How browser code talks to the server: by contract, never by URL. Answers come decoded: fen as bigint, days as PlainDate. */
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod'
import type { Contract, Operation, OutputOf, Sent } from '#kernel/contract.ts'
import { Refusal, type Reason } from '#kernel/refusal.ts'
import { post } from './request.ts'
import { senderOf } from './sender.ts'

type Operations<C extends Contract> = C['operations']
type NameOf<C extends Contract, Kind> = {
  [N in keyof Operations<C>]: Operations<C>[N]['kind'] extends Kind ? N : never
}[keyof Operations<C>] &
  string

const member = <T, K extends keyof T>(whole: T, key: K): T[K] => whole[key]

function operationOf<C extends Contract, N extends keyof Operations<C> & string>(
  contract: C,
  name: N,
): Operations<C>[N] {
  const operations: Operations<C> = contract.operations
  return member(operations, name)
}

export async function ask<C extends Contract, N extends keyof Operations<C> & string>(
  contract: C,
  name: N,
  input: Sent<Operations<C>[N]>,
  requestId: string = crypto.randomUUID(),
): Promise<OutputOf<Operations<C>[N]>> {
  const operation = operationOf(contract, name)
  const body = JSON.stringify(input)
  const answer = await post({ operation: `${contract.module}.${name}`, body, requestId, open: operation.open })
  return decoded<Operations<C>[N]>(operation, answer)
}

function decoded<Op extends Operation>(operation: Op, answer: unknown): OutputOf<Op> {
  return z.parse(member(operation, 'output'), answer)
}

export interface AnswerOptions {
  /** Do not ask before, say, a person is chosen. */
  enabled?: boolean
  /** Ask again every so many seconds (progress of long work). */
  everySeconds?: number | undefined
  /** Keep showing the last answer while the next one comes (paging). */
  keepLast?: boolean
}

/** The answer to a query. Its key is [module, name, input], which `useCommand({ answers })` refreshes by. */
export function useAnswer<C extends Contract, N extends NameOf<C, 'query'>>(
  contract: C,
  name: N,
  input: Sent<Operations<C>[N]>,
  options: AnswerOptions = {},
) {
  return useQuery({
    queryKey: [contract.module, name, input],
    queryFn: () => ask(contract, name, input),
    enabled: options.enabled ?? true,
    refetchInterval: options.everySeconds ? options.everySeconds * 1000 : false,
    ...(options.keepLast ? { placeholderData: keepPreviousData } : {}),
  })
}

interface Pages<Input, Answer> {
  /** Asks for the page that goes on at the cursor; null for the first. */
  input(cursor: string | null): Input
  /** Where the page after this one goes on; null after the last. */
  next(answer: Answer): string | null
}

/** A query answered page by page, the pages one below the other. */
export function usePages<C extends Contract, N extends NameOf<C, 'query'>>(
  contract: C,
  name: N,
  { input, next }: Pages<Sent<Operations<C>[N]>, OutputOf<Operations<C>[N]>>,
) {
  type Answer = OutputOf<Operations<C>[N]>
  return useInfiniteQuery<Answer, Error, Answer[], readonly unknown[], string | null>({
    queryKey: [contract.module, name, input(null), 'pages'],
    queryFn: ({ pageParam }) => ask(contract, name, input(pageParam)),
    initialPageParam: null,
    getNextPageParam: next,
    select: ({ pages }) => pages,
  })
}

export interface CommandOptions {
  /** Answers that change by it: 'persons.list', or 'persons' for all of a module. Its own module's are always refreshed. */
  answers?: readonly string[]
}

export function useCommand<C extends Contract, N extends NameOf<C, 'command'>>(
  contract: C,
  name: N,
  options: CommandOptions = {},
) {
  const client = useQueryClient()
  const operation = operationOf(contract, name)
  const [sendOnce] = useState(() =>
    senderOf((body, requestId) =>
      post({ operation: `${contract.module}.${name}`, body, requestId, open: operation.open }),
    ),
  )
  return useMutation<OutputOf<Operations<C>[N]>, Error, Sent<Operations<C>[N]>>({
    mutationFn: async (input) => decoded<Operations<C>[N]>(operation, await sendOnce(JSON.stringify(input))),
    onSuccess: () => {
      // Not waited for: a refreshed answer may itself wait for somebody to sign in again.
      if (!operation.open) void refreshAnswers(client, [contract.module, ...(options.answers ?? [])])
    },
  })
}

export async function refreshAnswers(client: QueryClient, answers: readonly string[]): Promise<void> {
  await Promise.all(answers.map((answer) => client.invalidateQueries({ queryKey: answer.split('.') })))
}

/** The reasons of a refusal; a program's fault becomes one plain sentence. */
export function reasonsOf(error: unknown): readonly Reason[] {
  if (!error) return []
  if (error instanceof Refusal) return error.reasons
  return [{ code: 'fault', message: '系统出错，您的内容已保存。请稍后重试；仍不行，请告诉系统管理员您刚才做的事。' }]
}
