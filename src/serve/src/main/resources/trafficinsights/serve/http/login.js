// After a link from another site the session's cookie is not sent at once (SameSite=Strict): it is
// with this request, and then the view that was asked for can be shown.
const asked = new URLSearchParams(location.search);
document.getElementById("failed").hidden = !asked.has("failed");
asked.delete("failed");
document.getElementById("to").value = asked.toString();
fetch("/api/v1/session").then(answer => {
  if (answer.ok) location.replace("/?" + asked);
});
