// Static hosts show 404.html for an address whose "#" arrived as "%23": they look for a file of that name. This goes where the address was meant to go.
// The page itself does the same where a host answers every address with it (src/experiment/link/arrival.ts).
(() => {
  const { pathname, search, hash } = location;
  const sign = /%(?:25)*23/i.exec(pathname);
  if (sign) location.replace(`${pathname.slice(0, sign.index)}#${pathname.slice(sign.index + sign[0].length)}${search}${hash}`);
})();
