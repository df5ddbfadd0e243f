// All text whose contrast with its ground is below 4.5 : 1 (WCAG 2.2, 1.4.3).
(() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    context.clearRect(0, 0, 1, 1);
    colours.forEach((colour) => { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); });
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = (node) => (node ? [...grounds(node.parentElement), getComputedStyle(node).backgroundColor] : []);
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = node.tagName === "TEXTAREA" ? node.value : [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").trim();
    if (!text || !node.checkVisibility({ visibilityProperty: true }) || node.closest(".unseen, .skip, template, .sprite")) continue;
    const back = grounds(node);
    const [a, b] = [light(over([...back, getComputedStyle(node).color])), light(over(back))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push([node.className, text.slice(0, 30), (a + 0.05) / (b + 0.05)]);
  }
  return poor;
})()
