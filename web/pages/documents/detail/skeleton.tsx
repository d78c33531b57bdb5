import { SkeletonRows } from '../../../components/states.tsx'

/** As high as what will stand here. */
export const DetailSkeleton = ({ questions }: { questions: readonly string[] }) => (
  <div aria-busy="true">
    <div class="card steps">
      <i class="skeleton" />
    </div>
    <div class="three">
      {questions.map((question) => (
        <div class="card three-card" key={question}>
          <span class="meta muted">{question}</span>
          <i class="skeleton w160" />
          <i class="skeleton thin" />
        </div>
      ))}
    </div>
    <div class="document-columns">
      <div class="card">
        <SkeletonRows count={4} />
      </div>
      <div class="card">
        <SkeletonRows count={4} />
      </div>
    </div>
  </div>
)
