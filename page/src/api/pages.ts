// How collections come.
export interface Items<T> {
  items: T[];
}

export interface Page<T> extends Items<T> {
  next: string | null; // the cursor that `after` takes
}
