import { Header } from "./header.tsx";
import { Learning } from "./learning/learning.tsx";
import { view } from "./state/page-state.ts";
import { Announcer } from "./talk/announcer.tsx";
import { Talk } from "./talk/talk.tsx";

/** Talk on one side, learning on the other; on a narrow screen one at a time. */
export function Page() {
  return (
    <div class="page" data-view={view.value}>
      <Header />
      <main class="panes">
        <Talk />
        <Learning />
      </main>
      <Announcer />
    </div>
  );
}
