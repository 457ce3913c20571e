/** The standard normal's 97.5 % quantile: intervals of 95 %. */
export const z = 1.959964;
