// What the jobs are for.
export const jobWords: Record<string, [string, string]> = {
  check: ["Check", "Compares the catalog with the stores, both ways: is every file there, and is anything there that nobody knows?"],
  scrub: ["Scrub", "Reads files again, those first that were not read for the longest, and compares their hashes."],
  repair: ["Repair", "Looks for a good copy of every damaged file, and puts it in place of the damaged one."],
  collect: ["Collect", "Removes for good what has been in the trash longer than its retention, and what failed uploads left."],
  usage: ["Usage", "Writes down every day how much each bucket and module holds, for the charts."],
  audit: ["Audit log", "Forgets entries of the audit log that are older than the server's settings say."],
};

export const startable = ["check", "scrub", "collect"] as const;
export type Startable = (typeof startable)[number];
export const isStartable = (name: string): name is Startable => (startable as readonly string[]).includes(name);
