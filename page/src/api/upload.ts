// New objects. Small files go in one request; larger ones go by tus, which goes on where it was interrupted.
import { Upload } from "tus-js-client";
import { changeHeaders, route, withQuery } from "./http";
import { Problem, unreachable } from "./problem";

const resumableFrom = 8 * 1024 * 1024; // bytes
const pieceSize = 32 * 1024 * 1024;
const retryDelays = [0, 1000, 3000, 5000, 10_000, 20_000]; // milliseconds

export interface Progress {
  sent: number;
  size: number;
}

export interface RunningUpload {
  done: Promise<void>;
  stop(): void;
}

const stopped = () => new Problem(0, "Stopped", "The upload was stopped.", "stopped");

function problemIn(status: number, body: string): Problem {
  try {
    const { title, detail, kind } = JSON.parse(body) as { title: string; detail: string; kind?: string };
    return new Problem(status, title, detail, kind);
  } catch {
    return new Problem(status, `Status ${status}`, body.slice(0, 300) || "The server said nothing more.");
  }
}

function whole(container: number, file: File, progress: (at: Progress) => void): RunningUpload {
  const request = new XMLHttpRequest();
  const done = new Promise<void>((resolve, reject) => {
    request.open("PUT", withQuery(route("containers", container, "objects"), { filename: file.name }));
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    for (const [name, value] of Object.entries(changeHeaders())) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => progress({ sent: event.loaded, size: file.size });
    request.onload = () => (request.status < 300 ? resolve() : reject(problemIn(request.status, request.responseText)));
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(stopped());
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}

function resumable(container: number, file: File, progress: (at: Progress) => void): RunningUpload {
  let refuse: (error: Error) => void = () => undefined;
  let upload: Upload | null = null;
  const done = new Promise<void>((resolve, reject) => {
    refuse = reject;
    upload = new Upload(file, {
      endpoint: "/uploads",
      chunkSize: pieceSize,
      retryDelays,
      removeFingerprintOnSuccess: true,
      fingerprint: async () => ["outfield", container, file.name, file.size, file.lastModified].join("/"),
      headers: changeHeaders(),
      metadata: { container: String(container), filename: file.name, filetype: file.type || "application/octet-stream" },
      onProgress: (sent, size) => progress({ sent, size: size ?? file.size }),
      onSuccess: () => resolve(),
      onError: (error) => {
        const answer = "originalResponse" in error ? error.originalResponse : null;
        reject(answer ? problemIn(answer.getStatus(), answer.getBody()) : unreachable());
      },
    });
    const begun = upload;
    begun
      .findPreviousUploads()
      .then(([previous]) => {
        if (previous) begun.resumeFromPreviousUpload(previous);
        begun.start();
      })
      .catch(reject);
  });
  const stop = () => {
    upload?.abort(true).catch(() => undefined);
    refuse(stopped());
  };
  return { done, stop };
}

export function upload(container: number, file: File, progress: (at: Progress) => void): RunningUpload {
  return (file.size < resumableFrom ? whole : resumable)(container, file, progress);
}
