/** The page without a network, and its newer versions. */
export const offline = {
  kept: "Opens without a network, too.",
  update: "A new version of this page is there.",
  reload: "Reload",
  later: "Later",
};
