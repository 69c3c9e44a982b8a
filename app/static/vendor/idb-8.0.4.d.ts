export * from "idb"
