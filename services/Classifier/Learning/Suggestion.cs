using Moderation.Classifier.Features;
using Moderation.Contracts;

namespace Moderation.Classifier.Learning;

/// <summary>What somebody beside the newsroom says of a comment: it teaches its label, and not what is rejected here.</summary>
/// <param name="Input">The comment.</param>
/// <param name="Label">Of what it is said.</param>
/// <param name="Truth">Whether the comment is so.</param>
/// <param name="At">When.</param>
public sealed record Suggestion(CommentInput Input, ScoreLabel Label, bool Truth, DateTimeOffset At);
