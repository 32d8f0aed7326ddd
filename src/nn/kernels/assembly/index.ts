/** What the kernel module exports; every pointer and stride is in bytes. */
export { product, productScratch } from "./product";
