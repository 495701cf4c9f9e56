// node embed.mjs DIST OUT: gathers the built page for the program. OUT/page.bin holds the bytes of all files, plain and
// compressed; OUT/page_files.cpp says what is where (src/server/page_files.h).
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const mediaTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

function filesUnder(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

// Empty where it would not save a tenth.
function compressed(plain) {
  const gzip = gzipSync(plain, { level: 9 });
  return gzip.length < 0.9 * plain.length ? gzip : Buffer.alloc(0);
}

function embed(dist, out) {
  const pieces = [];
  let end = 0;
  const take = (bytes) => {
    pieces.push(bytes);
    end += bytes.length;
    return `at(${end - bytes.length}, ${bytes.length})`;
  };
  const rows = filesUnder(dist).map((file) => {
    const path = relative(dist, file);
    const type = mediaTypes[extname(file)];
    if (!type) throw new Error(`${path}: embed.mjs knows no media type of ${extname(file)}`);
    const plain = readFileSync(file);
    const tag = createHash("sha256").update(plain).digest("hex").slice(0, 32);
    return `        {"${path}", "${type}", "${tag}", ${take(plain)}, ${take(compressed(plain))}},\n`;
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "page.bin"), Buffer.concat(pieces));
  writeFileSync(join(out, "page_files.cpp"), source(rows.sort().join("")));
}

const source = (rows) => `#include "server/page_files.h"

extern "C" const char outfield_page_bytes[];

namespace outfield::server {
namespace {

std::string_view at(std::size_t begin, std::size_t size) {
    return {outfield_page_bytes + begin, size};
}

}  // namespace

std::span<const PageFile> page_files() {
    static const PageFile files[] = {
${rows}    };
    return files;
}

}  // namespace outfield::server
`;

embed(process.argv[2], process.argv[3]);
