/* Goes on from a page that has moved, to the new place of the section that was asked for. */
{
  const { hash } = location;
  const places = [...document.querySelectorAll(".moved")]; // the page's own, then its sections'
  const place = places.find((one) => one.id && "#" + one.id === hash) ?? places[0];
  const link = place.querySelector("a");
  link.hash ||= hash;
  location.replace(link);
}
