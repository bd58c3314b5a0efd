using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Learning;

/// <summary>Whose decisions are learned from: the configuration section <c>Moderator</c>.</summary>
internal sealed class ModeratorOptions : OperatedService;
