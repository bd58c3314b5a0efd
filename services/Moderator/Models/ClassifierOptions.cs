using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Models;

/// <summary>
/// The configuration section <c>Classifier</c>: where models are kept, trained and changed. Without it the console has no models
/// to show.
/// </summary>
public sealed class ClassifierOptions : OperatedService;
