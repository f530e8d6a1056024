// SPDX-License-Identifier: Apache-2.0
package org.strowger.media;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.strowger.api.media.Phrases;
import org.strowger.api.media.TextToSpeech;

/** Who can speak now: phrases by language, and text. They come and go; the one that ranks highest is asked. Thread-safe. */
@Component(service = Speech.class)
public final class Speech {
    private final Map<ServiceReference<?>, Phrases> phrases = new TreeMap<>(Comparator.reverseOrder());
    private final Map<ServiceReference<?>, TextToSpeech> speakers = new TreeMap<>(Comparator.reverseOrder());

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindPhrases(ServiceReference<Phrases> reference, Phrases language) {
        phrases.put(reference, language);
    }

    synchronized void unbindPhrases(ServiceReference<Phrases> reference) {
        phrases.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void bindTextToSpeech(ServiceReference<TextToSpeech> reference, TextToSpeech speaker) {
        speakers.put(reference, speaker);
    }

    synchronized void unbindTextToSpeech(ServiceReference<TextToSpeech> reference) {
        speakers.remove(reference);
    }

    synchronized Optional<Phrases> phrases(String language) {
        return phrases.entrySet().stream()
                .filter(each -> language.equals(each.getKey().getProperty(Phrases.LANGUAGE)))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    synchronized Optional<TextToSpeech> speaker() {
        return speakers.values().stream().findFirst();
    }
}
