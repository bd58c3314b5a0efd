using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Webhooks;

/// <summary>
/// The configuration section <c>Publisher</c>: where webhooks are operated. Without it the console has no page of webhooks to
/// show.
/// </summary>
public sealed class PublisherOptions : OperatedService;
