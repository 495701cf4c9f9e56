import { Navigate, Route, Routes, useParams } from "react-router-dom";
import { ContainerList } from "./ContainerList";
import { ContainerPage } from "./ContainerPage";

// /containers, /containers/ID
export function Containers() {
  return (
    <Routes>
      <Route index element={<ContainerList />} />
      <Route path=":id" element={<Numbered />} />
      <Route path="*" element={<Navigate to="/containers" replace />} />
    </Routes>
  );
}

function Numbered() {
  const id = Number(useParams().id);
  return <ContainerPage key={id} id={id} />;
}
