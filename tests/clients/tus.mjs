// tus-js-client sends a file to a field in pieces: tus.mjs FILE RECORD PLACE [PIECES]. After so many PIECES it stops on the
// spot, as if it were killed; the address of the upload stands in the file PLACE, and the next run goes on from there.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.OUTFIELD_CLIENTS, "node_modules/"));
const tus = require("tus-js-client");

const [file, record, place, pieces] = process.argv.slice(2);
let answered = 0;

const upload = new tus.Upload(fs.createReadStream(file), {
  endpoint: `${process.env.OUTFIELD_URL}/uploads`,
  uploadUrl: fs.existsSync(place) ? fs.readFileSync(place, "utf8") : null,
  uploadSize: fs.statSync(file).size,
  chunkSize: 4 * 1024 * 1024,
  retryDelays: null,
  headers: { Authorization: `Bearer ${process.env.OUTFIELD_API_KEY}` },
  metadata: { model: "sale.document", record, field: "file", filename: "film.bin" },
  onUploadUrlAvailable: () => fs.writeFileSync(place, upload.url),
  onChunkComplete: (size, accepted) => {
    console.log(`accepted ${accepted}`);
    answered += 1;
    if (pieces && answered === Number(pieces)) process.kill(process.pid, "SIGKILL");
  },
  onError: (error) => {
    console.error(error.message);
    process.exit(1);
  },
  onSuccess: () => console.log("done"),
});
upload.start();
