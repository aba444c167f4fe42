/** Addresses and their pages. Pages load when they are first needed. */
import { lazy } from 'react';
import { createBrowserRouter } from 'react-router';
import { NotFoundPage } from './NotFoundPage.js';
import { Shell } from './Shell.js';

const ProblemListPage = lazy(() => import('../features/problems/ProblemListPage.js'));
const WorkspacePage = lazy(() => import('../features/workspace/WorkspacePage.js'));
const HistoryPage = lazy(() => import('../features/history/HistoryPage.js'));
const SubmissionPage = lazy(() => import('../features/history/SubmissionPage.js'));
const AuthoringPage = lazy(() => import('../features/authoring/AuthoringPage.js'));
const ProblemPackagePage = lazy(() => import('../features/authoring/ProblemPackagePage.js'));

export function createRoutes() {
  return createBrowserRouter([
    {
      element: <Shell />,
      children: [
        { path: '/', element: <ProblemListPage /> },
        { path: '/problems', element: <ProblemListPage /> },
        { path: '/problems/:problemId', element: <WorkspacePage /> },
        { path: '/submissions', element: <HistoryPage /> },
        { path: '/submissions/:submissionId', element: <SubmissionPage /> },
        { path: '/authoring', element: <AuthoringPage /> },
        { path: '/authoring/:problemId', element: <ProblemPackagePage /> },
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
}
