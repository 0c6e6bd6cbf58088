// A slider beside each box of the lab: moves the box and is moved by it. Without this the boxes are all there is.
for (const slider of document.querySelectorAll("[data-slides]")) {
  const box = document.getElementById(slider.dataset.slides);
  slider.value = box.value;
  slider.hidden = false;
  slider.addEventListener("input", () => { box.value = slider.value; });
  box.addEventListener("input", () => { slider.value = box.value; });
}
