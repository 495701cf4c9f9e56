import { Navigate, Route, Routes, useParams } from "react-router-dom";
import { ConfigurationList } from "./ConfigurationList";
import { ConfigurationPage } from "./ConfigurationPage";

// /configurations, /configurations/new, /configurations/of/NAME
export function Configurations() {
  return (
    <Routes>
      <Route index element={<ConfigurationList />} />
      <Route path="new" element={<ConfigurationPage name={null} />} />
      <Route path="of/:name" element={<Named />} />
      <Route path="*" element={<Navigate to="/configurations" replace />} />
    </Routes>
  );
}

function Named() {
  const { name = "" } = useParams();
  return <ConfigurationPage key={name} name={name} />;
}
