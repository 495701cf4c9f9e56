// Methods of models, as every OpenERP client calls them (JSON-RPC).
import { post } from "./http";
import { Problem } from "./problem";

interface RpcAnswer<T> {
  result?: T;
  error?: { code: number; message: string; data?: { name?: string; message?: string } };
}

export async function call<T>(model: string, method: string, args: unknown[], kwargs: Record<string, unknown> = {}): Promise<T> {
  const params = { model, method, args, kwargs };
  const answer = await post<RpcAnswer<T>>("/web/dataset/call_kw", { jsonrpc: "2.0", method: "call", id: 1, params });
  if (!answer.error) return answer.result as T;
  const { code, message, data } = answer.error;
  throw new Problem(code === 100 ? 401 : 400, message, data?.message || message, data?.name ?? "");
}
