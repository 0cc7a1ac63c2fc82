// Follows the link as soon as there is a browser to follow it; or leaves once the image is there, or is not. Its visitor need
// not click.
const bait = document.getElementById('bait');
const leave = () => location.replace(bait.dataset.done);

if (bait instanceof HTMLAnchorElement) location.assign(bait.href);
else if (bait.complete) leave();
else bait.onload = bait.onerror = leave;
