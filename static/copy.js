// Shows the buttons that copy the words beside them, where the browser lets a page do so.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll('.copy button')) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.previousElementSibling.textContent);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = label), 2000);
    });
  }
}
