// Small files of the kinds that the page can show.
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

export const contract = file("contract.txt", "text/plain", Buffer.from("the whole contract"));

export const photograph = file(
  "photograph.png",
  "image/png",
  Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mPgrirFihiGlgQAUbA+gQ2XlNoAAAAASUVORK5CYII=", "base64"),
);

// Larger than what goes in one request.
export const recording = file("recording.bin", "application/octet-stream", Buffer.alloc(9 * 1024 * 1024, "all that was said. "));

const page = (words) => {
  const text = `BT /F1 24 Tf 72 700 Td (${words}) Tj ET`;
  const parts = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let out = "%PDF-1.4\n";
  const places = parts.map((part, at) => {
    const place = out.length;
    out += `${at + 1} 0 obj\n${part}\nendobj\n`;
    return String(place).padStart(10, "0");
  });
  const table = out.length;
  out += `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${places.map((place) => `${place} 00000 n \n`).join("")}`;
  return `${out}trailer\n<< /Size ${parts.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
};

export const invoice = (name = "invoice.pdf", words = "Invoice 12") => file(name, "application/pdf", Buffer.from(page(words)));
